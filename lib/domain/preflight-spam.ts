import { type CheckedMail, type Finding, standIn, warning } from "./preflight";
import { placeOfWords } from "./preflight-place";
import { spamPhrases } from "./spam-phrases";

/** Phrases of fraud, where they stand; `why` says what they remind filters of. */
export function checkSpam({ subject, previewText, text, typed }: CheckedMail): Finding[] {
  const parts = [
    { words: subject, field: "subject" },
    { words: previewText, field: "previewText" },
    { words: text, field: undefined },
  ];
  return parts.flatMap(({ words, field }) =>
    spamPhrases.flatMap(({ pattern, why }) => {
      const phrase = pattern.exec(words)?.[0];
      if (phrase === undefined) return [];
      const place = field ?? placeOfWords(typed, phrase, standIn)?.field;
      return [warning("spam_phrase", place, { phrase, why })];
    }),
  );
}
