import { forbiddenTags, mailFeatures, mostStyleBytes } from "./client-support";
import { type CheckedMail, error, type Finding, warning } from "./preflight";

/** What every mail must have, and what some mail programs cannot draw. */
export function checkMarkup({ facts, text, canRefuse, mustOfferRefusal, typed }: CheckedMail) {
  const findings: Finding[] = [];
  if (mustOfferRefusal && !canRefuse) findings.push(error("missing_unsubscribe", "mail"));
  if (text.trim() === "") findings.push(error("missing_text", "mail"));
  for (const tag of forbiddenTags) {
    if (!facts.tags.has(tag)) continue;
    const place = typed.find(({ value }) => new RegExp(`<${tag}[\\s>/]`, "i").test(value));
    findings.push(error("forbidden_tag", place?.field, { tag }));
  }
  if (facts.styleBytes > mostStyleBytes) {
    findings.push(warning("style_heavy", "mail", { size: Math.ceil(facts.styleBytes / 1024) }));
  }
  const declarations = [...facts.declarations];
  for (const { name, clients, find } of mailFeatures) {
    const isUsed =
      "tag" in find
        ? facts.tags.has(find.tag)
        : declarations.some((declaration) => find.declaration.test(declaration));
    if (!isUsed) continue;
    findings.push(
      warning("client_support", "mail", { feature: name, clients: clients.join(", ") }),
    );
  }
  return findings;
}
