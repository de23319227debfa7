import { flushSync } from "react-dom";

/** Adds to a list, and goes on in the first control of what was added. */
export function addAndEnter(list: Element | null, add: () => void): void {
  flushSync(add);
  list?.lastElementChild?.querySelector("button")?.focus();
}

/** Takes the pressed control away, and goes on at the nearest group that is left. */
export function removeAndStay(pressed: Element, remove: () => void): void {
  const groups = groupsAround(pressed);
  flushSync(remove);
  const left = groups.find((group) => group.isConnected);
  left?.querySelector<HTMLElement>(":scope > [data-add] button")?.focus();
}

function groupsAround(element: Element): Element[] {
  const group = element.closest("[data-group]");
  if (group === null) return [];
  return [group, ...(group.parentElement ? groupsAround(group.parentElement) : [])];
}
