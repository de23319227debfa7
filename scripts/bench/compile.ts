import { createElement, type ReactElement } from "react";
import { render, toPlainText } from "react-email";
import { ComposedMail } from "@/emails/blocks/composed-mail";
import Promotion, { type PromotionProps } from "@/emails/templates/promotion";
import { compileContent, type MailToCompile } from "@/lib/content/compile";
import { samplePromotion } from "@/lib/domain/template-samples";
import type { BenchFlags } from "@/scripts/rig/flags";
import { documentOfSize } from "./composed-document";
import { promotionMail } from "./promotion";
import { toReport, type Bench } from "./report";
import { measureHere, takeTurns, type Turns } from "./turns";

const rounds = 5;
const products = 30;

/**
 * From what the marketer made to chunks and slots, by a plain React render of the same tree: a
 * composed document, or with `--template` the coded promotion.
 */
export const benchCompile: Bench = async (flags) => {
  const items = flags.count("items", 10);
  const { mail, element, details } = flags.has("template")
    ? codedMail()
    : await composedMail(flags);
  const problems: string[] = [];

  async function ours(): Promise<void> {
    for (let n = 0; n < items; n += 1) {
      const result = await compileContent(mail);
      if (!result.ok)
        problems.push(`The mail does not compile: ${JSON.stringify(result.problems)}`);
    }
  }
  async function bare(): Promise<void> {
    for (let n = 0; n < items; n += 1) await render(element);
  }

  async function withText(): Promise<void> {
    for (let n = 0; n < items; n += 1) toPlainText(await render(element));
  }

  await ours();
  await withText();
  const turns = await takeTurns(rounds, {
    ours: () => measureHere(ours),
    bare: () => measureHere(bare),
  });
  const texts = await takeTurns(rounds, {
    ours: () => measureHere(ours),
    bare: () => measureHere(withText),
  });
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  return {
    report: toReport({ name: "compile", yardstick: "plain React render", items, peakRssMb }, turns),
    details: [
      ...details,
      ["time by plain render", timesOf(turns)],
      ["time by its HTML and text", timesOf(texts)],
    ],
    problems,
  };
};

/** A mail is its HTML and its text: the plain render makes the one, React Email's own text the other. */
function timesOf({ ours, bare }: Turns): string {
  return `${(ours.cpuMs / bare.cpuMs).toFixed(2)} × (CPU)`;
}

type Compared = { mail: MailToCompile; element: ReactElement; details: [string, string][] };

function codedMail(): Compared {
  const content = samplePromotion({ locale: "ko", products });
  return {
    mail: promotionMail(products),
    element: createElement(Promotion, { frame: plainFrame, content }),
    details: [["products", String(products)]],
  };
}

async function composedMail(flags: BenchFlags): Promise<Compared> {
  const blocks = flags.count("blocks", 100);
  const { mail, document, bytes } = await documentOfSize(blocks, flags.bytes("size", 108 * 1024));
  return {
    mail,
    element: createElement(ComposedMail, {
      frame: plainFrame,
      document,
      marksOf: () => undefined,
    }),
    details: [
      ["blocks", String(blocks)],
      ["bytes", String(bytes)],
    ],
  };
}

const plainFrame: PromotionProps["frame"] = {
  locale: "ko",
  subject: "(광고) 가을 할인",
  previewText: "",
  organization: {
    name: "소담상점",
    postalAddress: "서울시 중구 세종대로 110",
    phone: "02-120-0000",
  },
  reason: "topic",
  topicName: "소식",
  unsubscribeUrl: "https://example.test/u/token",
  preferencesUrl: "https://example.test/u/token",
  webUrl: "https://example.test/w/token",
  pixelUrl: "https://example.test/o/token.gif",
};
