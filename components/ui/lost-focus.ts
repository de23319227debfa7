/** Longer than a closing dialog takes to give the focus back to what opened it. */
const settledMs = 200;

/**
 * What was asked about is gone and took the focus with it: on the page's heading the keyboard, and
 * whoever listens, is where the page begins and not nowhere.
 */
export function rescueFocus(): void {
  setTimeout(() => {
    const { activeElement, body } = document;
    if (activeElement !== null && activeElement !== body) return;
    const heading = document.querySelector("main h1");
    if (!(heading instanceof HTMLElement)) return;
    heading.tabIndex = -1;
    heading.focus();
  }, settledMs);
}
