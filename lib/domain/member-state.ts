/** How another system left a person. Everything but "active" and "pending" is never mailed. */
export const memberStates = [
  "active",
  "pending", // asked, but never confirmed
  "unsubscribed",
  "bounced",
  "complained",
  "blocked", // by a person
] as const;
export type MemberState = (typeof memberStates)[number];

const words: Record<MemberState, string> = {
  active:
    "active subscribed subscribe enabled confirmed optin 구독 구독중 구독함 수신 수신중 정상 활성",
  pending:
    "pending unconfirmed nonsubscribed notsubscribed transactional 확인대기 구독확인대기 인증대기 미인증 미구독",
  unsubscribed:
    "unsubscribed unsubscribe optout optedout removed 수신거부 구독취소 구독해지 구독거부 해지 거부",
  bounced:
    "bounced bounce hardbounce hardbounced cleaned undelivered invalid 자동삭제 반송 하드바운스 발송실패",
  complained: "complained complaint spam spamcomplaint reported 스팸신고 신고",
  blocked: "blocked blocklisted blacklisted banned disabled suppressed 차단 발송제외",
};

const byWord = new Map(
  memberStates.flatMap((state) => words[state].split(" ").map((word) => [word, state] as const)),
);

const yes = new Set("y yes true t 1 o 예 네".split(" "));
const no = new Set("n no false f 0 x 아니오 아니요".split(" "));

/**
 * What a cell says; undefined = nobody should guess. `asksWhetherGone`: the column is called
 * "unsubscribed" and holds yes or no.
 */
export function parseMemberState(
  text: string,
  { asksWhetherGone }: { asksWhetherGone: boolean },
): MemberState | undefined {
  const word = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s._-]+/g, "");
  if (asksWhetherGone && yes.has(word)) return "unsubscribed";
  if (word === "" || (asksWhetherGone && no.has(word))) return "active";
  return byWord.get(word);
}

/** Every value of a column says such a state: then it is one, whatever it is called. */
export function areMemberStates(values: string[]): boolean {
  const filled = values.filter((value) => value.trim() !== "");
  return (
    filled.length > 0 &&
    filled.every((value) => parseMemberState(value, { asksWhetherGone: false }) !== undefined)
  );
}
