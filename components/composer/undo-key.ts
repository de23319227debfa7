type Steps = { back: () => void; forward: () => void };

/** Whether the key was one of those that undo and redo; then it was done, and nobody else hears it. */
export function stepByKey(event: KeyboardEvent, { back, forward }: Steps): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const isUndo = event.code === "KeyZ" && !event.shiftKey;
  const isRedo = event.code === "KeyY" || (event.code === "KeyZ" && event.shiftKey);
  if (!isUndo && !isRedo) return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (isUndo) back();
  else forward();
  return true;
}
