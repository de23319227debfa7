import { contrastRatio, parseColor, readableOn } from "./color";
import type { MailWords } from "./mail-facts";
import { type CheckedMail, error, type Finding, standIn, warning } from "./preflight";
import { colorBeside, placeOfWords, type TypedField } from "./preflight-place";

/** The words of a mail: tags that were not evaluated, words nobody can see, one 님 too many. */
export function checkWords(mail: CheckedMail): Finding[] {
  return [...checkLeftovers(mail), ...checkHonorifics(mail), ...checkLooks(mail)];
}

function checkLeftovers({ subject, facts, typed }: CheckedMail): Finding[] {
  const lines = [subject, ...facts.texts.map(({ words }) => words)];
  return lines.flatMap((line) => {
    const tag = /\{\{[^}]*(?:\}\}|$)|\{%[^%]*(?:%\}|$)|\*\|[A-Z_]+\|\*/.exec(line)?.[0];
    if (tag === undefined) return [];
    const field = line === subject ? "subject" : placeOfWords(typed, tag, standIn)?.field;
    return [error("leftover_tag", field, { tag: tag.slice(0, 40) })];
  });
}

/** `{{ name | fallback: "고객님" }}님` reads well with a name, and "고객님님" without one. */
function checkHonorifics({ fallbackText, typed }: CheckedMail): Finding[] {
  const doubled = /\S{0,10}님\s?님/.exec(fallbackText)?.[0];
  if (doubled === undefined) return [];
  const spoken = /((?:fallback|default)\s*:\s*(?:"|&quot;|'|&#39;)[^"'&]*?)님("|&quot;|'|&#39;)/g;
  const place = typed.find(({ value }) => value.search(spoken) !== -1);
  const fix = place && { field: place.field, value: place.value.replace(spoken, "$1$2") };
  return [warning("doubled_honorific", place?.field, { words: doubled }, fix)];
}

const aa = 4.5;
const aaLarge = 3;

function checkLooks({ facts, typed }: CheckedMail): Finding[] {
  // Lists repeat their look: one finding a pair of colours is enough.
  const pairs = new Set<string>();
  return facts.texts.flatMap((text) => {
    const place = placeOfWords(typed, text.words, standIn);
    if (text.isHidden) {
      return [warning("hidden_text", place?.field, { words: text.words.slice(0, 60) })];
    }
    const pair = [...text.color, "on", ...(text.background ?? [])].join(" ");
    const poor = pairs.has(pair) ? undefined : poorContrast(text);
    if (poor === undefined) return [];
    pairs.add(pair);
    return contrastFinding(text, poor, typed, place);
  });
}

/** The ratio where it is too low to read; of words on a picture nothing is known. */
function poorContrast({ words, color, background, fontSize, isBold }: MailWords) {
  if (!background || !/[\p{L}\p{N}]/u.test(words)) return undefined;
  const ratio = contrastRatio(color, background);
  const isLarge = fontSize >= 24 || (isBold && fontSize >= 18.66);
  const least = isLarge ? aaLarge : aa;
  return ratio < least ? { ratio, least, background } : undefined;
}

function contrastFinding(
  { words, color }: MailWords,
  { ratio, least, background }: NonNullable<ReturnType<typeof poorContrast>>,
  typed: readonly TypedField[],
  place: TypedField | undefined,
): Finding[] {
  const own = colorBeside(typed, place);
  const chosen = own && parseColor(own.value);
  const isText = chosen?.join() === color.join();
  const isBehind = chosen?.join() === background.join();
  const fix =
    own && (isText || isBehind)
      ? {
          field: own.field,
          value: isText
            ? readableOn(color, background, least)
            : readableOn(background, color, least),
        }
      : undefined;
  const params = {
    words: words.slice(0, 40),
    ratio: Math.floor(ratio * 10) / 10,
    least,
  };
  return [
    warning("contrast", (isText || isBehind ? own?.field : undefined) ?? place?.field, params, fix),
  ];
}
