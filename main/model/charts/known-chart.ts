/** What the catalog knows of a chart: images no rendering shows, because an operator pulls them at run time. */
export interface KnownChart {
  readonly name: string;
  /** The list is true of this version only. */
  readonly version: string;
  /** Id of its component. */
  readonly component: string;
  /** Full references. */
  readonly hiddenImages: readonly string[];
}
