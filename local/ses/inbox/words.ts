import type { Outcome } from "@/local/ses/mail";

export type Language = "ko" | "en";

/** The browser's first preference among the two; Korean when it says neither. */
export function pickLanguage(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? "").split(",").map((entry) => {
    const [tag = "", ...parameters] = entry.trim().toLowerCase().split(";");
    const quality = parameters
      .map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1])
      .find((q) => q !== undefined);
    return { language: tag.split("-")[0], quality: quality === undefined ? 1 : Number(quality) };
  });
  const best = wanted
    .toSorted((a, b) => b.quality - a.quality)
    .find(({ language }) => language === "ko" || language === "en");
  return best?.language === "en" ? "en" : "ko";
}

const en = {
  title: "Local inbox",
  promise: "Nothing leaves this machine",
  search: "Search",
  searchHint: "Address or subject",
  clearSearch: "Clear the search",
  count: (count: number) => (count === 1 ? "1 mail" : `${count.toLocaleString("en")} mails`),
  newest: "Newest",
  older: "Older",
  pages: "Pages",
  list: "Mails",
  back: "All mails",
  emptyTitle: "No mail yet",
  emptyBody:
    "Everything Letterpress sends on this machine arrives here, a moment after it was sent.",
  noMatchTitle: "Nothing found",
  noMatchBody: (text: string) => `No address and no subject contains “${text}”.`,
  pickTitle: "Pick a mail",
  pickBody: "It opens here: as the recipient sees it, as text, with its headers and its source.",
  goneTitle: "This mail is no longer here",
  goneBody: "The inbox was emptied, or newer mails have pushed it out.",
  noSubject: "(no subject)",
  from: "From",
  to: "To",
  replyTo: "Reply to",
  time: "Time",
  tags: "Tags",
  attachments: "Attachments",
  view: "View",
  html: "Mail",
  text: "Text",
  headers: "Headers",
  source: "Source",
  width: "Width",
  phone: "Phone, 375 px",
  desktop: "Desktop, 600 px",
  full: "Full width",
  noHtml: "This mail has no HTML part.",
  noText: "This mail has no text part.",
  download: "Download .eml",
  sourceCut: "The source is long; only its beginning is shown. The download has all of it.",
  mailFrame: "The mail as the recipient sees it",
  empty: "Empty the inbox",
  emptyAsk: (count: number) =>
    `Removes ${count === 1 ? "1 mail" : `${count.toLocaleString("en")} mails`} for good. Reports and the accept log stay as they are.`,
  emptyDo: "Remove all mails",
  name: "Name",
  value: "Value",
  outcome: {
    delivered: "Delivered",
    delayed: "Delayed",
    bounced: "Bounced",
    soft_bounced: "Soft bounce",
    auto_replied: "Auto-reply",
    complained: "Spam complaint",
    suppressed: "Suppressed",
    suppressed_globally: "Suppressed",
    rejected: "Rejected",
  } satisfies Record<Outcome, string>,
};

export type Words = typeof en;

const ko: Words = {
  title: "로컬 받은편지함",
  promise: "이 컴퓨터 밖으로 나가지 않아요",
  search: "검색",
  searchHint: "주소 또는 제목",
  clearSearch: "검색 지우기",
  count: (count) => `메일 ${count.toLocaleString("ko")}통`,
  newest: "최신",
  older: "이전",
  pages: "페이지",
  list: "메일 목록",
  back: "전체 메일",
  emptyTitle: "아직 메일이 없어요",
  emptyBody: "이 컴퓨터의 Letterpress가 보낸 메일은 모두 여기에 바로 도착해요.",
  noMatchTitle: "검색 결과가 없어요",
  noMatchBody: (text) => `주소나 제목에 ‘${text}’ 검색어가 들어간 메일이 없어요.`,
  pickTitle: "메일을 골라 주세요",
  pickBody: "받는 사람이 보는 모습, 텍스트, 헤더, 원본을 여기서 볼 수 있어요.",
  goneTitle: "이 메일은 더 이상 없어요",
  goneBody: "받은편지함을 비웠거나 새 메일에 밀려났어요.",
  noSubject: "(제목 없음)",
  from: "보낸 사람",
  to: "받는 사람",
  replyTo: "답장 주소",
  time: "시각",
  tags: "태그",
  attachments: "첨부 파일",
  view: "보기",
  html: "메일",
  text: "텍스트",
  headers: "헤더",
  source: "원본",
  width: "너비",
  phone: "휴대폰 375px",
  desktop: "데스크톱 600px",
  full: "전체 너비",
  noHtml: "이 메일에는 HTML 본문이 없어요.",
  noText: "이 메일에는 텍스트 본문이 없어요.",
  download: ".eml 내려받기",
  sourceCut: "원본이 길어서 앞부분만 보여요. 내려받으면 전체를 볼 수 있어요.",
  mailFrame: "받는 사람에게 보이는 메일",
  empty: "받은편지함 비우기",
  emptyAsk: (count) =>
    `메일 ${count.toLocaleString("ko")}통을 완전히 지워요. 발송 리포트와 수락 기록은 그대로 남아요.`,
  emptyDo: "모든 메일 지우기",
  name: "이름",
  value: "값",
  outcome: {
    delivered: "전달됨",
    delayed: "지연",
    bounced: "반송",
    soft_bounced: "일시 반송",
    auto_replied: "자동 응답",
    complained: "스팸 신고",
    suppressed: "발송 제외",
    suppressed_globally: "발송 제외",
    rejected: "거부",
  },
};

export const wordsOf: Record<Language, Words> = { ko, en };
