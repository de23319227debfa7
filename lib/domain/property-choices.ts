import type { Choice as StoredChoice } from "@/db/schema/audience";

/** One answer that a choice property offers; what is stored is its key. */
export type Choice = StoredChoice;

/** More would be a text property, and no list to pick from. */
const maxChoices = 200;
const maxChoiceCharacters = 100;

export type ChoiceProblem = "empty" | "twice" | "too_many" | "too_long";

/** The words of a form, one choice a line, in the order in which they are offered. */
export function readChoiceLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map(tidyWord)
    .filter((word) => word !== "");
}

/** What stands in the way of offering these labels; undefined = nothing. */
export function checkChoiceLabels(labels: string[]): ChoiceProblem | undefined {
  if (labels.length === 0 || labels.includes("")) return "empty";
  if (labels.length > maxChoices) return "too_many";
  if (labels.some((label) => label.length > maxChoiceCharacters)) return "too_long";
  if (new Set(labels.map(sameWord)).size < labels.length) return "twice";
  return undefined;
}

/** New choices: the first label becomes the key, which stays when the label changes. */
export function makeChoices(labels: string[], taken: readonly Choice[] = []): Choice[] {
  const used = new Set(taken.map(({ key }) => sameWord(key)));
  return labels.map((label) => {
    let key = label;
    for (let n = 2; used.has(sameWord(key)); n += 1) key = `${label} ${n}`;
    used.add(sameWord(key));
    return { key, label };
  });
}

/** One line of the form: a choice that is there, under its label of now, or a new one. */
export type ChoiceEdit = { key: string | null; label: string };

/** The list as it stands after the edits: those offered in their order, then the retired. */
export function editChoices(before: readonly Choice[], edits: readonly ChoiceEdit[]): Choice[] {
  const known = new Map(before.map((choice) => [choice.key, choice]));
  const kept: Choice[] = [];
  for (const { key, label } of edits) {
    if (key !== null && known.delete(key)) kept.push({ key, label });
    // A word of a choice that was retired is that choice again.
    else {
      const back = before.find((one) => one.isRetired && one.label === label);
      if (back !== undefined && known.delete(back.key)) kept.push({ key: back.key, label });
      else kept.push(...makeChoices([label], [...before, ...kept]));
    }
  }
  const retired = [...known.values()].map(({ key, label }) => ({
    key,
    label,
    isRetired: true as const,
  }));
  return [...kept, ...retired];
}

/** The choice that somebody meant: by its label, else by its key; never by case or width. */
export function findChoice(choices: readonly Choice[], word: string): Choice | undefined {
  let byWord = choicesByWord.get(choices);
  if (byWord === undefined) {
    byWord = new Map();
    for (const choice of choices) byWord.set(sameWord(choice.key), choice);
    // The later wins: what is offered before what is not, and a label before a key.
    for (const choice of choices) if (choice.isRetired) byWord.set(sameWord(choice.label), choice);
    for (const choice of offeredChoices(choices)) byWord.set(sameWord(choice.label), choice);
    choicesByWord.set(choices, byWord);
  }
  return byWord.get(sameWord(word));
}

// An import asks once a row.
const choicesByWord = new WeakMap<readonly Choice[], Map<string, Choice>>();

/** What a person reads for a stored key; a key that is unknown stands for itself. */
export function labelOf(choices: readonly Choice[], key: string): string {
  return choices.find((choice) => choice.key === key)?.label ?? key;
}

/** Choices that are still offered. */
export function offeredChoices(choices: readonly Choice[]): Choice[] {
  return choices.filter(({ isRetired }) => isRetired !== true);
}

/** NFC, trimmed, runs of white space as one blank. */
export function tidyWord(word: string): string {
  return word.normalize("NFC").replace(/\s+/g, " ").trim();
}

/** Two words with one result are the same word to a marketer. */
export function sameWord(word: string): string {
  return tidyWord(word.normalize("NFKC")).toLowerCase();
}
