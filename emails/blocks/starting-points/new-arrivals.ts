import { sampleProduct } from "@/emails/blocks/sample-products";
import { block, documentOf, readerName, type StartingPoint } from "./starting-point";

/** What is new, one thing first. */
export const newArrivals: StartingPoint = {
  key: "new_arrivals",
  write: (locale, pictures) => {
    const words = texts[locale];
    const small = (picture: string) => [
      block("product", {
        ...sampleProduct(picture, locale, pictures),
        salePrice: "",
        look: "below",
      }),
    ];
    return {
      subject: words.subject,
      previewText: words.previewText,
      document: documentOf(
        [
          block("heading", { text: words.headline, size: "large", align: "center" }),
          block("text", { body: words.intro }),
          block("image", { src: `${pictures}/shelf.jpg`, alt: words.shelfAlt, url: words.url }),
          block("heading", { text: words.first, size: "medium" }),
          block("product", {
            ...sampleProduct("teapot-2", locale, pictures),
            salePrice: "",
            look: "beside",
          }),
          block("divider"),
          block("heading", { text: words.others, size: "medium" }),
          block(
            "columns",
            { count: "3" },
            { first: small("mug-2"), second: small("bowl-2"), third: small("vase-2") },
          ),
          block("button", { label: words.button, url: words.url, align: "center" }),
        ],
        { accent: "#2f5d50" },
      ),
    };
  },
};

const texts = {
  ko: {
    subject: "이번 주에 새로 들어온 그릇 네 가지",
    previewText: "무쇠 주물 주전자가 처음 들어왔어요. 처음 만든 수량은 서른 점이에요.",
    headline: "새로 들어왔어요",
    intro: `<p style="text-align:center">${readerName.ko}님께 먼저 보여 드리고 싶은 그릇이 도착했어요. 네 곳의 공방에서 이번 주에 막 꺼내 온 것들이에요.</p>`,
    shelfAlt: "새 화병과 그릇, 잔이 놓인 나무 선반",
    url: "https://shop.example/new",
    first: "오래 식지 않는 주전자",
    others: "함께 도착한 그릇",
    button: "새 그릇 모두 보기",
  },
  en: {
    subject: "Four new pieces on the shelf this week",
    previewText: "The cast iron kettle is here for the first time. Thirty were made.",
    headline: "Just arrived",
    intro: `<p style="text-align:center">Hello ${readerName.en}, here is what came out of four workshops this week. We wanted you to see it first.</p>`,
    shelfAlt: "A wooden shelf with new vases, bowls and cups",
    url: "https://shop.example/en/new",
    first: "A kettle that stays hot",
    others: "Arrived with it",
    button: "See everything new",
  },
};
