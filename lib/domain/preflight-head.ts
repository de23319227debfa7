import { displayWidth, widestSubject } from "./display-width";
import { type CheckedMail, type Finding, warning } from "./preflight";

const widestPreview = 160;

/** What an inbox shows of a mail before it is opened: its subject and the line after it. */
export function checkHead(mail: CheckedMail): Finding[] {
  return [...checkSubject(mail), ...checkPreview(mail)];
}

function checkSubject({ subject, typedSubject }: CheckedMail): Finding[] {
  const findings: Finding[] = [];
  const width = displayWidth(subject);
  if (width > widestSubject) {
    findings.push(warning("subject_long", "subject", { width, max: widestSubject }));
  }
  const letters = subject.match(/[A-Za-z]/g) ?? [];
  const capitals = subject.match(/[A-Z]/g) ?? [];
  if (letters.length >= 10 && capitals.length / letters.length > 0.7) {
    findings.push(warning("subject_capitals", "subject"));
  }
  if (/[!?！？]{2,}|[₩$￦★☆♥♡]{3,}/.test(subject)) {
    const calm = typedSubject
      .replace(/([!?！？])[!?！？]+/g, "$1")
      .replace(/([₩$￦★☆♥♡])[₩$￦★☆♥♡]{2,}/g, "$1");
    findings.push(
      warning(
        "subject_marks",
        "subject",
        {},
        calm === typedSubject ? undefined : { field: "subject", value: calm },
      ),
    );
  }
  return findings;
}

function checkPreview({ previewText, subject, text }: CheckedMail): Finding[] {
  if (previewText === "") {
    const first = firstSentence(text);
    const fix = first === undefined ? undefined : { field: "previewText", value: first };
    return [warning("preview_missing", "previewText", {}, fix)];
  }
  const width = displayWidth(previewText);
  return [
    ...(width > widestPreview
      ? [warning("preview_long", "previewText", { width, max: widestPreview })]
      : []),
    ...(subject.endsWith(previewText) ? [warning("preview_repeats", "previewText")] : []),
  ];
}

/** The first sentence of the mail that says the same to everybody. */
function firstSentence(text: string): string | undefined {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => !/https?:|○○|[[\]<>{}*_|]/.test(line))
    .map((line) => /^.+?[.!?。](?=\s|$)|^.+[요다죠]$/.exec(line)?.[0] ?? "")
    .find((sentence) => {
      const width = displayWidth(sentence);
      return width >= 20 && width <= widestPreview;
    });
}
