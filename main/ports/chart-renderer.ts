/** A program of the builder's machine and the digest its content must have. */
export interface DeclaredTool {
  readonly path: string;
  /** 64 small hex digits. */
  readonly sha256: string;
}

export interface ChartToRender {
  /** Name and version, for messages. */
  readonly label: string;
  /** The chart's archive (.tgz). */
  readonly archive: Uint8Array;
  readonly release: string;
  readonly namespace: string;
  readonly kubernetesVersion: string;
  /** YAML of values, the later ones win. */
  readonly values: readonly Uint8Array[];
  /** Its schema of values lies elsewhere, and nothing is fetched to render. */
  readonly skipsSchema: boolean;
}

/** Renders charts on this machine, without network and without a cluster. */
export interface ChartRenderer {
  /** What programs of this machine are built for, such as linux/amd64. */
  readonly platform: string;
  /**
   * The YAML a chart comes to. CHART_E0002 where the tool is not what was declared · CHART_E0003 with what it said ·
   * CHART_E0004 where it took too long or said too much · the signal's reason.
   */
  render(tool: DeclaredTool, chart: ChartToRender, signal?: AbortSignal): Promise<string>;
}
