/** Turns a self-contained HTML page into a PDF. */
export interface Printer {
  /** What prints here; undefined when nothing can. */
  find(): string | undefined;
  /** DOC_E0001 when nothing can print here; DOC_E0002 when it did not come to a PDF in time. `at` is the date the file carries. */
  print(html: string, at: string, signal?: AbortSignal): Promise<Uint8Array>;
}
