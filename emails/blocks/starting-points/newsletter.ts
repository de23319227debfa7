import { block, documentOf, readerName, type StartingPoint } from "./starting-point";

/** Things to read: one story, two short ones, a voice, a film. */
export const newsletter: StartingPoint = {
  key: "newsletter",
  write: (locale, pictures) => {
    const words = texts[locale];
    const short = (
      { title, body, alt }: { title: string; body: string; alt: string },
      picture: string,
    ) => [
      block("image", { src: `${pictures}/${picture}.jpg`, alt, url: words.url }),
      block("heading", { text: title, size: "small" }),
      block("text", { body }),
    ];
    return {
      subject: words.subject,
      previewText: words.previewText,
      document: documentOf([
        block("web_link", { align: "right" }),
        block("heading", { text: words.headline, size: "large" }),
        block("text", { body: words.intro }),
        block("image", { src: `${pictures}/tea.jpg`, alt: words.teaAlt, url: words.url }),
        block("heading", { text: words.story.title, size: "medium" }),
        block("text", { body: words.story.body }),
        block("button", { label: words.story.button, url: words.url, look: "outline" }),
        block("divider"),
        block(
          "columns",
          { count: "2" },
          { first: short(words.left, "cloth-2"), second: short(words.right, "jar-1") },
        ),
        block(
          "section",
          { background: "#f6efe4", room: "normal" },
          { inside: [block("quote", words.quote)] },
        ),
        block("video", {
          imageUrl: `${pictures}/video.jpg`,
          imageAlt: words.video.alt,
          url: words.video.url,
          title: words.video.title,
        }),
        block("social", { links: words.links }),
      ]),
    };
  },
};

const texts = {
  ko: {
    subject: "11월의 편지: 차를 천천히 우리는 법",
    previewText: "물 온도 하나로 차 맛이 달라져요. 이달의 이야기 세 편을 담았어요.",
    headline: "11월의 편지",
    intro: `<p>${readerName.ko}님, 한 달 동안 잘 지내셨어요? 이번 달에는 차와 천, 그리고 숨 쉬는 항아리 이야기를 준비했어요.</p>`,
    url: "https://shop.example/stories",
    teaAlt: "김이 오르는 찻잔 두 개와 찻주전자",
    story: {
      title: "차를 천천히 우리는 법",
      body: "<p>녹차는 70도, 홍차는 95도. 물 온도만 맞춰도 쓴맛이 줄고 향이 살아나요. 온도계가 없어도 괜찮아요. 끓인 물을 빈 잔에 한 번 옮겨 담을 때마다 10도씩 내려가거든요.</p><p>공방에서 20년 동안 찻그릇을 만든 작가님께 집에서 따라 하기 쉬운 순서를 여쭤보았어요.</p>",
      button: "이어서 읽기",
    },
    left: {
      title: "소창 행주 길들이기",
      body: "<p>처음 세 번만 삶으면 물을 훨씬 잘 먹어요. 삶는 시간과 말리는 법을 정리했어요.</p>",
      alt: "차곡차곡 접은 소창 행주",
    },
    right: {
      title: "항아리는 왜 숨을 쉴까요",
      body: "<p>눈에 보이지 않는 작은 구멍이 맛을 익혀요. 작은 항아리로 시작해 보세요.</p>",
      alt: "뚜껑을 덮은 갈색 항아리",
    },
    quote: {
      words: "그릇은 쓰는 사람의 손에서 완성된다고 생각해요. 저는 절반만 만들 뿐이에요.",
      name: "이도현 작가",
      about: "이천에서 백자를 빚어요",
    },
    video: {
      alt: "물레 위에서 돌아가는 그릇과 그릇을 빚는 두 손",
      url: "https://shop.example/film",
      title: "그릇이 태어나는 하루 (1분 20초)",
    },
    links: [
      { service: "instagram", url: "https://www.instagram.com/sodam.example" },
      { service: "kakao", url: "https://pf.kakao.com/sodam-example" },
      { service: "naver_blog", url: "https://blog.naver.com/sodam-example" },
    ],
  },
  en: {
    subject: "Letter for November: how to brew slowly",
    previewText: "The heat of the water changes everything. Three stories this month.",
    headline: "Letter for November",
    intro: `<p>Hello ${readerName.en}, how was your month? This time we write about tea, about cloth, and about jars that breathe.</p>`,
    url: "https://shop.example/en/stories",
    teaAlt: "Two steaming cups of tea and a teapot",
    story: {
      title: "How to brew slowly",
      body: "<p>Green tea wants 70 degrees, black tea 95. With the right water there is less bitterness and more scent. You need no thermometer: each time you pour boiled water into an empty cup, it cools by ten degrees.</p><p>We asked a potter who has made tea ware for twenty years for an order of things that works at home.</p>",
      button: "Read on",
    },
    left: {
      title: "Breaking in sochang cloth",
      body: "<p>Boil it three times and it drinks far more water. How long, and how to dry it.</p>",
      alt: "A stack of folded sochang cloths",
    },
    right: {
      title: "Why jars breathe",
      body: "<p>Pores too small to see let flavours ripen. Begin with a small jar.</p>",
      alt: "A brown jar with its lid on",
    },
    quote: {
      words: "A bowl is finished by the hands that use it. I only make the first half.",
      name: "Dohyun Lee",
      about: "makes white porcelain in Icheon",
    },
    video: {
      alt: "A bowl turning on the wheel between two hands",
      url: "https://shop.example/en/film",
      title: "A day in the life of a bowl (1:20)",
    },
    links: [
      { service: "instagram", url: "https://www.instagram.com/sodam.example" },
      { service: "youtube", url: "https://www.youtube.com/@sodam-example" },
      { service: "website", url: "https://shop.example/en" },
    ],
  },
};
