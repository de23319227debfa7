export type ConsentAnswer = "yes" | "no" | "unanswered";

const answers: Record<ConsentAnswer, string[]> = {
  yes: [
    ..."y yes o ○ ◯ ㅇ 1 true t on agree agreed optin subscribed".split(" "),
    ..."예 네 동의 동의함 수신동의 수신 수신함 허용 구독 구독중 찬성".split(" "),
  ],
  no: [
    ..."n no x × ✕ ㄴ 0 false f off disagree optout unsubscribed cleaned".split(" "),
    ..."아니오 아니요 거부 거부함 수신거부 미동의 비동의 동의안함 동의하지않음 미수신 수신안함 차단 구독취소 구독해지".split(
      " ",
    ),
  ],
  unanswered: [
    ..."- ? / null none na n/a unknown 미응답 무응답 미확인 미정 없음 모름".split(" "),
    "",
  ],
};

const byWord = new Map(
  (["yes", "no", "unanswered"] as const).flatMap((answer) =>
    answers[answer].map((word) => [word, answer] as const),
  ),
);

/** What a cell of a consent column says; undefined = it says neither, and nobody should guess. */
export function parseConsentAnswer(text: string): ConsentAnswer | undefined {
  const word = text.normalize("NFC").toLowerCase().trim();
  return byWord.get(word) ?? byWord.get(word.replace(/[\s._-]+/g, ""));
}
