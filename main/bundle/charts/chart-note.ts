/** Something a person should know of a chart that was rendered. */
export type ChartNote =
  /** Its schema of values points elsewhere and was left aside; at the site helm needs --skip-schema-validation too. */
  | { readonly type: 'remote-schema'; readonly chart: string; readonly references: readonly string[] }
  /** The catalog does not know what it pulls at run time. */
  | { readonly type: 'unknown-chart'; readonly chart: string }
  /** The catalog knows another version: what this one pulls at run time is not counted. */
  | { readonly type: 'other-version'; readonly chart: string; readonly known: string }
  /** An `image` field that holds no image's name, such as one that is filled in later. */
  | { readonly type: 'unreadable-image'; readonly chart: string; readonly value: string; readonly in: string }
  /** Started only by `helm test`, which a site cannot run then. */
  | { readonly type: 'tests'; readonly chart: string; readonly objects: readonly string[] }
  /** Somebody decided not to carry it. */
  | { readonly type: 'ignored'; readonly chart: string; readonly image: string; readonly reason: string }
  /** It was to be ignored, and nothing asks for it. */
  | { readonly type: 'ignored-in-vain'; readonly chart: string; readonly image: string };
