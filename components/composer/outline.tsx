"use client";

import { CircleAlert, UserRoundCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { cx } from "@/components/ui/class-names";
import type { PlacedBlock } from "@/emails/blocks/document";
import { parseRichText, type RichNode } from "@/lib/domain/rich-text";
import { readableSubject } from "@/lib/domain/readable-subject";
import { shownSlots } from "./block-tree";
import { useSurroundings } from "./composer-context";
import { useBlockWords } from "./use-block-words";
import { useEditing, useMailDocument, useSelectedBlock } from "./use-editing";

/** The mail as a list of its blocks: how the keyboard, and whoever listens, finds each. */
export function Outline() {
  const t = useTranslations("composer.outline");
  const { blocks } = useMailDocument();
  const chosen = useSelectedBlock()?.id;
  if (blocks.length === 0) return <p className="text-sm text-muted">{t("empty")}</p>;
  return (
    <nav aria-label={t("title")}>
      <Level blocks={blocks} chosen={chosen} />
    </nav>
  );
}

type LevelProps = { blocks: readonly PlacedBlock[]; chosen: string | undefined };

function Level({ blocks, chosen }: LevelProps) {
  return (
    <ol className="flex flex-col gap-px">
      {blocks.map((block) => (
        <li key={block.id} className="min-w-0">
          <Line block={block} isChosen={block.id === chosen} />
          <Slots block={block} chosen={chosen} />
        </li>
      ))}
    </ol>
  );
}

function Slots({ block, chosen }: { block: PlacedBlock; chosen: string | undefined }) {
  const t = useTranslations("composer.outline");
  const names = shownSlots(block);
  return names.map((name, index) => (
    <div key={name} className="ml-3 border-l border-line pl-2">
      {names.length > 1 && (
        <p className="px-1.5 pt-1 text-xs text-muted">{t("slot", { n: index + 1 })}</p>
      )}
      <Level blocks={block.slots[name] ?? []} chosen={chosen} />
    </div>
  ));
}

function Line({ block, isChosen }: { block: PlacedBlock; isChosen: boolean }) {
  const t = useTranslations("composer.outline");
  const { nameOf } = useBlockWords();
  const { problems } = useSurroundings();
  const { choose } = useEditing();
  const isBroken = problems.some(
    ({ field }) => field === block.id || field.startsWith(`${block.id}.`),
  );
  return (
    <button
      type="button"
      aria-current={isChosen ? "true" : undefined}
      onClick={() => choose(block.id)}
      className={cx(
        "flex min-h-7 w-full items-center gap-1.5 rounded-md px-1.5 text-left text-sm hover:bg-hover",
        isChosen && "bg-accent-soft text-accent-ink",
      )}
    >
      <span className="shrink-0 font-medium">{nameOf(block.type)}</span>
      <span className={cx("min-w-0 grow truncate", !isChosen && "text-muted")}>
        {firstWords(block)}
      </span>
      {block.when && (
        <>
          <UserRoundCheck className="size-3.5 shrink-0 text-violet" aria-hidden />
          <span className="sr-only">{t("conditional")}</span>
        </>
      )}
      {isBroken && (
        <>
          <CircleAlert className="size-3.5 shrink-0 text-bad" aria-hidden />
          <span className="sr-only">{t("problem")}</span>
        </>
      )}
    </button>
  );
}

/** What tells two blocks of one kind apart. */
function firstWords({ content }: PlacedBlock): string {
  const { text, body, label, title, name } = content;
  const words = [text, body, label, title, name].find((value) => typeof value === "string");
  if (typeof words !== "string") return "";
  return readableSubject(plain(parseRichText(words.slice(0, 600)))).slice(0, 60);
}

function plain(nodes: readonly RichNode[]): string {
  return nodes
    .map((node) => {
      if (node.kind === "text") return node.text;
      const words = plain(node.children);
      return paragraphs.has(node.tag) ? `${words} ` : words;
    })
    .join("");
}

const paragraphs: ReadonlySet<string> = new Set(["p", "h2", "h3", "li", "br", "blockquote"]);
