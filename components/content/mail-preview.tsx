"use client";

import { Contrast, Image, ImageOff, Monitor, Moon, Smartphone, Sun, TextQuote } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { type PreviewTheme, showTheme, withoutImages } from "@/lib/domain/preview-theme";
import { ChoiceButtons } from "./choice-buttons";
import { ScaledFrame } from "./scaled-frame";

type MailPreviewProps = {
  mail: { subject: string; html: string; text: string };
  sender?: { name: string; email: string } | undefined;
  previewText?: string;
  htmlBytes?: number;
  /** "As this contact": the page's own chooser, which writes the address. */
  chooser?: ReactNode;
};

type View = "wide" | "phone" | "text";
type Images = "on" | "off";

/** The mail as mail programs show it. Nothing in it can run, and no link leads anywhere. */
export function MailPreview({ mail, sender, previewText, htmlBytes, chooser }: MailPreviewProps) {
  const t = useTranslations("content.preview");
  const [view, setView] = useState<View>("wide");
  const [theme, setTheme] = useState<PreviewTheme>("light");
  const [images, setImages] = useState<Images>("on");
  const subject = mail.subject === "" ? t("noSubject") : mail.subject;
  return (
    <section aria-label={t("label")} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <ChoiceButtons
          label={t("view")}
          value={view}
          onChange={setView}
          items={[
            { id: "wide", label: t("wide"), icon: <Monitor aria-hidden /> },
            { id: "phone", label: t("phone"), icon: <Smartphone aria-hidden /> },
            { id: "text", label: t("text"), icon: <TextQuote aria-hidden /> },
          ]}
        />
        {view !== "text" && (
          <>
            <ChoiceButtons
              label={t("theme")}
              value={theme}
              onChange={setTheme}
              items={[
                { id: "light", label: t("light"), icon: <Sun aria-hidden /> },
                { id: "dark", label: t("dark"), icon: <Moon aria-hidden /> },
                { id: "inverted", label: t("inverted"), icon: <Contrast aria-hidden /> },
              ]}
            />
            <ChoiceButtons
              label={t("images")}
              value={images}
              onChange={setImages}
              items={[
                { id: "on", label: t("imagesOn"), icon: <Image aria-hidden /> },
                { id: "off", label: t("imagesOff"), icon: <ImageOff aria-hidden /> },
              ]}
            />
          </>
        )}
        {chooser}
      </div>
      <div className="overflow-hidden rounded-lg border border-line bg-sunken">
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 border-b border-line bg-surface px-4 py-3 text-sm">
          {sender !== undefined && (
            <Line name={t("from")}>{`${sender.name} <${sender.email}>`}</Line>
          )}
          <Line name={t("subject")}>
            <span className="font-medium">{subject}</span>
          </Line>
          {previewText !== undefined && previewText !== "" && (
            <Line name={t("previewText")}>
              <span className="text-muted">{previewText}</span>
            </Line>
          )}
        </dl>
        {view === "text" ? (
          <pre className="bg-surface p-5 font-mono text-sm break-words whitespace-pre-wrap">
            {mail.text}
          </pre>
        ) : (
          <ScaledFrame
            key={view}
            html={showTheme(images === "on" ? mail.html : withoutImages(mail.html), theme)}
            title={t("htmlOf", { subject })}
            width={view === "phone" ? 375 : 640}
            className="h-160"
          />
        )}
      </div>
      <p className="text-sm text-muted">
        {t("inert")}
        {view !== "text" && theme === "inverted" && ` ${t("invertedHint")}`}
        {htmlBytes !== undefined && ` ${t("size", { size: Math.ceil(htmlBytes / 1024) })}`}
      </p>
    </section>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
