import { reservedDomains } from "./mail-domain";

/** The providers that people mean most often, in Korea and elsewhere: what a slip of the finger meant. */
const frequent = [
  "gmail.com",
  "naver.com",
  "hanmail.net",
  "daum.net",
  "kakao.com",
  "nate.com",
  "outlook.com",
  "hotmail.com",
  "icloud.com",
  "yahoo.com",
  "yahoo.co.jp",
  "proton.me",
  "protonmail.com",
] as const;

/** Names that people have mailboxes at under one ending only. */
const oneEnding = new Map(
  frequent.slice(0, 6).map((domain) => [domain.slice(0, domain.indexOf(".")), domain] as const),
);

/** Real domains a letter away from a frequent one. */
const innocent = new Set([
  "cloud.com",
  "email.com",
  "gmx.com",
  "gmail.kr.com",
  "hey.com",
  "hotmail.co.kr",
  "mail.com",
  "navercorp.com",
  "ymail.com",
]);

/** Endings that no registry has, and the one that was meant. */
const noEndings = new Map([
  ["con", "com"],
  ["cmo", "com"],
  ["ocm", "com"],
  ["vom", "com"],
  ["xom", "com"],
  ["cpm", "com"],
  ["comm", "com"],
  ["coom", "com"],
  ["cim", "com"],
  ["clm", "com"],
  ["nte", "net"],
  ["ner", "net"],
  ["nett", "net"],
  ["co.kt", "co.kr"],
  ["co.lr", "co.kr"],
  ["co.krr", "co.kr"],
  ["con.kr", "co.kr"],
]);

/** Endings that exist but that nobody means after these names. */
const rareEndings = new Set("co cm om comkr com.kr com.co c.om net co.kr kr ne.kr com".split(" "));

/** Names for tests and documents mean nothing but themselves. */
const reserved = new RegExp(reservedDomains);

/** The domain that was probably meant; undefined for one that may well be what it says. */
export function meantDomain(domain: string): string | undefined {
  if (isFrequent(domain) || innocent.has(domain) || reserved.test(domain)) return undefined;
  const ended = withRealEnding(domain);
  const near = isFrequent(ended) ? ended : nearFrequent(ended);
  const meant = near ?? ended;
  return meant === domain ? undefined : meant;
}

function isFrequent(domain: string): boolean {
  return frequent.some((one) => one === domain);
}

function withRealEnding(domain: string): string {
  const dot = domain.indexOf(".");
  const name = domain.slice(0, dot);
  const ending = domain.slice(dot + 1);
  const only = oneEnding.get(name);
  if (only !== undefined && rareEndings.has(ending)) return only;
  const real = noEndings.get(ending);
  if (real !== undefined) return `${name}.${real}`;
  const wanted = frequent.find((one) => one.startsWith(`${name}.`) && one.endsWith(".com"));
  return wanted !== undefined && rareEndings.has(ending) && !ending.endsWith("kr")
    ? wanted
    : domain;
}

/** One slip away from a frequent domain with the same ending, or from one that has but one ending. */
function nearFrequent(domain: string): string | undefined {
  const dot = domain.indexOf(".");
  const name = domain.slice(0, dot);
  const ending = domain.slice(dot + 1);
  return frequent.find((one) => {
    const frequentDot = one.indexOf(".");
    const known = one.slice(0, frequentDot);
    const sameEnding = one.slice(frequentDot + 1) === ending;
    if (!sameEnding && !(oneEnding.has(known) && rareEndings.has(ending))) return false;
    return isOneSlip(name, known);
  });
}

/** A letter too many, too few, wrong or swapped. In short names a wrong letter is another name. */
function isOneSlip(typed: string, meant: string): boolean {
  const start = commonStart(typed, meant);
  const restTyped = typed.slice(start);
  const restMeant = meant.slice(start);
  const isSwap =
    restTyped.length >= 2 &&
    restTyped[0] === restMeant[1] &&
    restTyped[1] === restMeant[0] &&
    restTyped.slice(2) === restMeant.slice(2);
  const isDoubled = restTyped.slice(1) === restMeant && typed[start] === typed[start - 1];
  if (isSwap || isDoubled) return true;
  if (meant.length < 5) return false;
  return (
    restTyped.slice(1) === restMeant ||
    restTyped === restMeant.slice(1) ||
    restTyped.slice(1) === restMeant.slice(1)
  );
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
