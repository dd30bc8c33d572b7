/** A Kubernetes object as it is stored: whatever was applied, plus what the cluster says of it. */
export interface StoredObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: { kind: string; name: string }[];
  };
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
  data?: Record<string, string>;
  stringData?: Record<string, string>;
}

export interface ResourceKind {
  readonly kind: string;
  /** Plural, as in URLs. */
  readonly resource: string;
  /** `v1`, `apps/v1`. */
  readonly apiVersion: string;
  readonly isNamespaced: boolean;
}

const kind = (resource: string, name: string, apiVersion = 'v1', isNamespaced = true): ResourceKind => ({
  kind: name,
  resource,
  apiVersion,
  isNamespaced,
});

/** What the practice API knows; anything else is answered with 404, as by a real one. */
export const resourceKinds: readonly ResourceKind[] = [
  kind('nodes', 'Node', 'v1', false),
  kind('namespaces', 'Namespace', 'v1', false),
  kind('pods', 'Pod'),
  kind('services', 'Service'),
  kind('configmaps', 'ConfigMap'),
  kind('secrets', 'Secret'),
  kind('serviceaccounts', 'ServiceAccount'),
  kind('events', 'Event'),
  kind('daemonsets', 'DaemonSet', 'apps/v1'),
  kind('deployments', 'Deployment', 'apps/v1'),
  kind('statefulsets', 'StatefulSet', 'apps/v1'),
  kind('jobs', 'Job', 'batch/v1'),
  kind('clusterroles', 'ClusterRole', 'rbac.authorization.k8s.io/v1', false),
  kind('clusterrolebindings', 'ClusterRoleBinding', 'rbac.authorization.k8s.io/v1', false),
  kind('roles', 'Role', 'rbac.authorization.k8s.io/v1'),
  kind('rolebindings', 'RoleBinding', 'rbac.authorization.k8s.io/v1'),
  kind('leases', 'Lease', 'coordination.k8s.io/v1'),
];

/** By kind, plural or singular, in any case, as kubectl takes it. */
export function findKind(word: string): ResourceKind | undefined {
  const wanted = word.toLowerCase();
  return resourceKinds.find(({ kind: name, resource }) => [name.toLowerCase(), resource].includes(wanted));
}

export function hasLabels(object: StoredObject, selector: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => object.metadata.labels?.[key] === value);
}

/** `a=b,c=d` as an object. */
export function parseSelector(source: string): Record<string, string> {
  return Object.fromEntries(
    source
      .split(',')
      .filter((term) => term !== '')
      .map((term) => term.split(/==?/).map((word) => word.trim()) as [string, string]),
  );
}
