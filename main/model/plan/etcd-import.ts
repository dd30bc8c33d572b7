/**
 * MB/s, compressed: how fast images are loaded at most on a machine whose etcd runs, unless the plan says otherwise. A plan
 * older than this figure has none, and is held to it too.
 */
export const usualEtcdImportMegabytes = 10;
