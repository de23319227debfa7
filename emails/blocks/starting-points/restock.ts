import { sampleProduct } from "@/emails/blocks/sample-products";
import { block, documentOf, readerName, type StartingPoint } from "./starting-point";

/** What somebody waited for is back. */
export const restock: StartingPoint = {
  key: "restock",
  write: (locale, pictures) => {
    const words = texts[locale];
    const back = { ...sampleProduct("teapot-1", locale, pictures), salePrice: "" };
    return {
      subject: words.subject,
      previewText: words.previewText,
      document: documentOf(
        [
          block("heading", { text: words.headline, size: "large" }),
          block("text", { body: words.intro }),
          block("product", { ...back, look: "beside" }),
          block("button", { label: words.button, url: back.url, align: "center" }),
          block("quote", words.quote),
          block("divider", { look: "line" }),
          block("heading", { text: words.others, size: "medium" }),
          block("products", {
            products: ["tray-1", "cloth-3"].map((picture) => ({
              ...sampleProduct(picture, locale, pictures),
              salePrice: "",
            })),
          }),
          block("text", { body: words.closing }),
        ],
        { accent: "#8a3b1f" },
      ),
    };
  },
};

const texts = {
  ko: {
    subject: "기다리시던 소담 찻주전자가 다시 들어왔어요",
    previewText: "이번에는 마흔 점이에요. 알림을 신청하신 분께 먼저 알려 드려요.",
    headline: "소담 찻주전자가 다시 들어왔어요",
    intro: `<p>${readerName.ko}님, 오래 기다리셨어요. 재입고 알림을 신청하신 찻주전자 <strong>마흔 점</strong>이 오늘 아침 공방에서 도착했어요. 홈페이지에는 내일 오전 10시에 올릴 예정이라, 하루 먼저 고르실 수 있어요.</p>`,
    button: "지금 주문하기",
    quote: {
      words:
        "물줄기가 끊길 때 한 방울도 흐르지 않아요. 이 주전자를 쓰고 나서 찻상이 늘 말라 있어요.",
      name: "박민재 님",
      about: "지난봄에 구매",
    },
    others: "찻주전자와 함께 쓰기 좋아요",
    closing:
      "<p>손으로 만드는 주전자라 다음 입고는 석 달쯤 뒤예요. 더 이상 알림이 필요 없으시면 아래 ‘수신 설정’에서 끄실 수 있어요.</p>",
  },
  en: {
    subject: "The Sodam teapot is back",
    previewText: "Forty this time. Those who asked hear it first.",
    headline: "The Sodam teapot is back",
    intro: `<p>Hello ${readerName.en}, thank you for waiting. <strong>Forty teapots</strong> arrived from the workshop this morning. They go on our site tomorrow at 10 am, so you may choose a day before everybody else.</p>`,
    button: "Order now",
    quote: {
      words:
        "The spout does not lose a single drop. Since I have had it, my tea tray is always dry.",
      name: "Minjae Park",
      about: "bought it last spring",
    },
    others: "Goes well with it",
    closing:
      "<p>Each pot is made by hand, so the next ones come in about three months. If you no longer need these notices, turn them off under “Email preferences” below.</p>",
  },
};
