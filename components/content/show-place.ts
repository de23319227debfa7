/**
 * Brings the field of a problem into view and puts the cursor into it; false where the page has no
 * such field. A closed entry of a list is opened first.
 */
export function showPlace(field: string): boolean {
  const target = findField(field);
  if (target) {
    reach(target);
    return true;
  }
  const entry = document.querySelector(`[data-place="${CSS.escape(entryOf(field))}"]`);
  const summary = entry?.querySelector<HTMLElement>('[data-part="summary"]');
  if (!summary) return false;
  if (summary.getAttribute("aria-expanded") === "false") summary.click();
  // Its fields are drawn after this press is over.
  setTimeout(() => reach(findField(field) ?? summary), 50);
  return true;
}

function findField(field: string): HTMLElement | null {
  return document.querySelector(`[data-field="${CSS.escape(field)}"]`);
}

function entryOf(field: string): string {
  return field.slice(0, Math.max(0, field.lastIndexOf(".")));
}

function reach(target: HTMLElement): void {
  const control = target.querySelector<HTMLElement>("input, textarea, [contenteditable]") ?? target;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
  control.focus({ preventScroll: true });
}
