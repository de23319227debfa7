import { block, documentOf, readerName, type StartingPoint } from "./starting-point";

/** One question that is answered by a press, and room to say more. */
export const survey: StartingPoint = {
  key: "survey",
  write: (locale) => {
    const words = texts[locale];
    const answer = (label: string, score: number) => [
      block("button", {
        label,
        url: `${words.url}?score=${score}&who={{ email }}`,
        look: "outline",
        width: "full",
      }),
    ];
    return {
      subject: words.subject,
      previewText: words.previewText,
      document: documentOf([
        block("heading", { text: words.headline, size: "large" }),
        block("text", { body: words.intro }),
        block(
          "section",
          { background: "#f6efe4", room: "normal" },
          {
            inside: [
              block("heading", { text: words.question, size: "small", align: "center" }),
              block(
                "columns",
                { count: "3" },
                {
                  first: answer(words.answers[0], 3),
                  second: answer(words.answers[1], 2),
                  third: answer(words.answers[2], 1),
                },
              ),
            ],
          },
        ),
        block("text", { body: words.more }),
        block("button", { label: words.button, url: words.url }),
        block("text", { body: words.closing }),
      ]),
    };
  },
};

const texts = {
  ko: {
    subject: '{{ name | fallback: "고객" }}님, 받으신 그릇은 어떠셨어요?',
    previewText: "한 번만 누르시면 돼요. 다음 그릇을 고르는 데 큰 도움이 돼요.",
    headline: "받으신 그릇은 마음에 드셨어요?",
    intro: `<p>${readerName.ko}님, 주문하신 그릇이 도착한 지 일주일이 되었어요. 쓰시면서 느낀 점을 들려주시면 다음 그릇을 고를 때 가장 먼저 떠올릴게요.</p>`,
    question: "전체적으로 어떠셨어요?",
    answers: ["좋았어요", "보통이에요", "아쉬웠어요"] as const,
    url: "https://shop.example/survey",
    more: "<p>조금 더 시간이 있으시면 질문 네 개에 답해 주세요. <strong>2분이면 충분하고</strong>, 끝까지 답해 주신 분께는 다음 주문에 쓸 수 있는 3,000원 쿠폰을 드려요.</p>",
    button: "질문 네 개에 답하기",
    closing:
      "<p>답변은 그릇을 고르고 포장을 고치는 데에만 써요. 그릇에 문제가 있었다면 이 메일에 답장해 주세요. 바로 도와드릴게요.</p>",
  },
  en: {
    subject: "How do you like your new tableware?",
    previewText: "One press is enough, and it helps us choose what comes next.",
    headline: "Do you like what you got?",
    intro: `<p>Hello ${readerName.en}, your order has been with you for a week. Tell us how it is to live with, and we will think of it first when we choose the next pieces.</p>`,
    question: "All in all, how was it?",
    answers: ["Good", "So-so", "Not good"] as const,
    url: "https://shop.example/en/survey",
    more: "<p>If you have a little more time, answer four questions. It takes <strong>two minutes</strong>, and everyone who reaches the end gets ₩3,000 off the next order.</p>",
    button: "Answer four questions",
    closing:
      "<p>We use your answers to choose tableware and to pack it better, for nothing else. If something was wrong with your order, reply to this mail and we will help at once.</p>",
  },
};
