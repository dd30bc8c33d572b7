/** What every sizing expression can ask about the site as `site.<name>`: one environment, in one pass of the planner. */
export interface SizingContext {
  /** Kubernetes nodes of this environment's cluster, as far as planned. */
  readonly nodes: number;
  readonly controlPlanes: number;
  readonly pods: number;
  readonly meshedPods: number;
  /** Machines that may stop at once: 0, 1 or 2. */
  readonly failures: number;
  readonly isProduction: boolean;
  readonly clusters: number;
  readonly concurrentUsers: number;
  readonly registeredUsers: number;
  readonly requestsPerSecond: number;
  readonly modules: number;
  readonly logGbPerDay: number;
  readonly hotDays: number;
  readonly retentionDays: number;
  readonly fileGb: number;
  /** Growth per year as a share, and years planned for. */
  readonly growthPerYear: number;
  readonly years: number;
  readonly imageGb: number;
  /** none, 2, 3. */
  readonly mlps: string;
  readonly architecture: string;
  readonly hasNas: boolean;
  readonly hasObjectStore: boolean;
  readonly hasLoadBalancer: boolean;
  readonly hasRegistry: boolean;
  readonly hasLogCentre: boolean;
  readonly hasMail: boolean;
  readonly hasChat: boolean;
}
