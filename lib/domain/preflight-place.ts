import { escapeHtml } from "./escape-html";
import { listRichParts, parseRichText } from "./rich-text";
import type { TemplateField } from "./template-fields";

/** One field of the content as it was typed; `field` names its place, as in ContentProblem. */
export type TypedField = { field: string; input: TemplateField["input"]; value: string };

/** Where a marketer typed the address of a link or an image. */
export function placeOfAddress(
  typed: readonly TypedField[],
  address: string,
): TypedField | undefined {
  const wanted = address.trim();
  if (wanted === "") return undefined;
  const own = typed.find(
    ({ input, value }) => (input === "url" || input === "image") && value.trim() === wanted,
  );
  // Else it stands in the markup of a text.
  return (
    own ??
    typed.find(({ value }) => value.includes(`"${wanted}"`)) ??
    typed.find(({ value }) => value.includes(`"${escapeHtml(wanted)}"`))
  );
}

/** Where a marketer typed these words; of words with a personal value in them the rest counts. */
export function placeOfWords(
  typed: readonly TypedField[],
  words: string,
  standIn: string,
): TypedField | undefined {
  const piece = words
    .split(standIn)
    .map(plain)
    .reduce((longest, one) => (one.length > longest.length ? one : longest), "");
  if (piece.length < 2) return undefined;
  return typed.find(({ input, value }) =>
    input === "rich" || /<[a-z]/i.test(value)
      ? plain(listRichParts(parseRichText(value)).texts.join(" ")).includes(piece)
      : plain(value).includes(piece),
  );
}

/** The field beside an image's address that describes it. */
export function altBeside(
  typed: readonly TypedField[],
  image: TypedField | undefined,
): TypedField | undefined {
  if (!image) return undefined;
  const stem = image.field.replace(/(url|src|image)$/i, "");
  const group = groupOf(image.field);
  const alts = typed.filter(({ field }) => groupOf(field) === group && /alt$/i.test(field));
  return alts.find(({ field }) => field.replace(/alt$/i, "") === stem) ?? alts[0];
}

/** A colour that belongs to the same block. */
export function colorBeside(
  typed: readonly TypedField[],
  place: TypedField | undefined,
): TypedField | undefined {
  if (!place) return undefined;
  return typed.find(
    ({ field, input }) => input === "color" && groupOf(field) === groupOf(place.field),
  );
}

/** "products.2.url" → "products.2"; "headline" → "". */
function groupOf(field: string): string {
  return field.slice(0, Math.max(0, field.lastIndexOf(".")));
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
