/** `rows = created + updated + unchanged + refused + repeated`, always. */
export type ImportCounts = {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  repeated: number; // the same address again: the last row wins
};

/** Share of an import that is done, 0 to 1: reading the file is the first half, writing the second. */
export function importProgress(state: {
  fileBytes: number;
  bytesDone: number;
  rowsTotal: number | null;
  rowsRefused: number;
  rowsWritten: number;
}): number {
  const read = state.fileBytes === 0 ? 0 : Math.min(1, state.bytesDone / state.fileBytes);
  if (state.rowsTotal === null) return read / 2;
  const toWrite = Math.max(1, state.rowsTotal - state.rowsRefused);
  return 0.5 + Math.min(1, state.rowsWritten / toWrite) / 2;
}

/** Rows a second so far and seconds left, from one look; undefined while there is nothing to go by. */
export function importPace(state: {
  progress: number;
  rowsDone: number;
  startedAt: Date;
  now: Date;
}): { rowsPerSecond: number; secondsLeft: number } | undefined {
  const seconds = (state.now.getTime() - state.startedAt.getTime()) / 1000;
  if (seconds < 1 || state.progress <= 0) return undefined;
  return {
    rowsPerSecond: Math.round(state.rowsDone / seconds),
    secondsLeft: Math.ceil((seconds / state.progress) * (1 - state.progress)),
  };
}
