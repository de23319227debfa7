import { type CheckedMail, type Finding, withoutRepeats } from "./preflight";
import { checkHead } from "./preflight-head";
import { checkImages } from "./preflight-images";
import { checkLinks } from "./preflight-links";
import { checkMarkup } from "./preflight-markup";
import { checkSpam } from "./preflight-spam";
import { checkWords } from "./preflight-words";

const checks = [checkMarkup, checkHead, checkWords, checkLinks, checkImages, checkSpam] as const;

/** Everything that a look at the drawn mail finds, errors first. Fast enough for every pause in typing. */
export function runPreflight(mail: CheckedMail): Finding[] {
  const found = withoutRepeats(checks.flatMap((check) => check(mail)));
  const isError = ({ severity }: Finding) => severity === "error";
  return [...found.filter(isError), ...found.filter((finding) => !isError(finding))];
}
