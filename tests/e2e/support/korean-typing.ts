import type { CDPSession, Page } from "@playwright/test";

const leads = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const firstSyllable = 0xac00;
const vowels = 21;
const tails = 28;

/** What stands there after each key while one syllable is composed: ㅎ, 하, 한. Nothing of other signs. */
function stepsOf(syllable: string): string[] {
  const code = syllable.charCodeAt(0) - firstSyllable;
  if (code < 0 || code >= leads.length * vowels * tails) return [];
  const lead = leads[Math.floor(code / (vowels * tails))] ?? "";
  const open = String.fromCharCode(firstSyllable + code - (code % tails));
  return [...new Set([lead, open, syllable])];
}

/** Types as a Korean keyboard does: every syllable is composed, then committed. */
export async function typeKorean(page: Page, words: string): Promise<void> {
  const keyboard: CDPSession = await page.context().newCDPSession(page);
  for (const letter of words) {
    for (const text of stepsOf(letter)) {
      await keyboard.send("Input.imeSetComposition", {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    }
    await keyboard.send("Input.insertText", { text: letter });
  }
  await keyboard.detach();
}
