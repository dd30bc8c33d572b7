/** A sheet as it was found: cells that hold something, rows and columns counted from 1. */
export interface SheetCells {
  readonly name: string;
  readonly cells: readonly (readonly [row: number, column: number, text: string])[];
}

/**
 * Reads a workbook somebody sent, in a process that can be ended. Throws REQ_E0007 for what is no workbook or too
 * large, REQ_E0008 when reading took too long or too much memory.
 */
export type WorkbookReader = (content: Uint8Array, file: string) => Promise<readonly SheetCells[]>;
