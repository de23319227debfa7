import { Fragment } from "react";
import * as z from "zod";
import type { MailLocale } from "@/emails/system/locale";
import { textBase } from "@/emails/system/theme";
import { choice, list, url } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { Padded } from "./place";

const services = [
  "instagram",
  "kakao",
  "naver_blog",
  "youtube",
  "facebook",
  "x",
  "threads",
  "tiktok",
  "linkedin",
  "website",
] as const;

type Service = (typeof services)[number];

const names: Readonly<Record<MailLocale, Record<Service, string>>> = {
  ko: {
    instagram: "인스타그램",
    kakao: "카카오톡 채널",
    naver_blog: "네이버 블로그",
    youtube: "유튜브",
    facebook: "페이스북",
    x: "X",
    threads: "스레드",
    tiktok: "틱톡",
    linkedin: "링크드인",
    website: "홈페이지",
  },
  en: {
    instagram: "Instagram",
    kakao: "KakaoTalk",
    naver_blog: "Naver Blog",
    youtube: "YouTube",
    facebook: "Facebook",
    x: "X",
    threads: "Threads",
    tiktok: "TikTok",
    linkedin: "LinkedIn",
    website: "Website",
  },
};

/** In words: they are there where images are off, and in dark mode nothing has to be redrawn. */
export const social = defineBlock({
  type: "social",
  schema: z.object({
    links: list(z.object({ service: choice(services), url: url({ required: true }) }), { max: 8 }),
    align: choice(["center", "left"]),
  }),
  sample: (locale) => ({ links: samples[locale] }),
  Component: ({ content: { links, align }, place, locale }) => {
    const { text, outline, classes } = place.surface;
    return (
      <Padded place={place} top={16} bottom={16} align={align}>
        {links.map((link, index) => (
          <Fragment key={index}>
            <a
              href={link.url}
              target="_blank"
              className={[classes.text, classes.outline].filter(Boolean).join(" ") || undefined}
              style={{ ...linkStyle, color: text, border: `1px solid ${outline}` }}
            >
              {names[locale][link.service]}
            </a>{" "}
          </Fragment>
        ))}
      </Padded>
    );
  },
});

const samples: Record<MailLocale, { service: Service; url: string }[]> = {
  ko: [
    { service: "instagram", url: "https://www.instagram.com/sodam.example" },
    { service: "kakao", url: "https://pf.kakao.com/sodam-example" },
    { service: "naver_blog", url: "https://blog.naver.com/sodam-example" },
  ],
  en: [
    { service: "instagram", url: "https://www.instagram.com/sodam.example" },
    { service: "youtube", url: "https://www.youtube.com/@sodam-example" },
    { service: "website", url: "https://shop.example/en" },
  ],
};

const linkStyle = {
  ...textBase,
  display: "inline-block",
  margin: "0 2px 8px",
  padding: "8px 16px",
  borderRadius: 18,
  fontSize: 13,
  lineHeight: "18px",
  fontWeight: 600,
  textDecoration: "none",
} as const;
