"use client";

import { Search, Send, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Heading,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  Text,
  TextField,
} from "react-aria-components";
import { Kbd } from "@/components/ui/kbd";
import { Spinner } from "@/components/ui/spinner";
import { places } from "./navigation";
import { useRemoteSearch } from "./use-remote-search";

type PaletteProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** Ctrl/⌘ K: every page, and every campaign and contact by a few letters. */
export function CommandPalette({ isOpen, onOpenChange }: PaletteProps) {
  const t = useTranslations("shell");
  return (
    <ModalOverlay
      isDismissable
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      className="fixed inset-0 z-50 flex animate-fade-in items-start justify-center bg-black/45 px-4 pt-[12vh]"
    >
      <Modal className="w-full max-w-150 animate-rise-in overflow-hidden rounded-lg border border-line bg-raised shadow-float">
        <Dialog className="outline-none">
          <Heading slot="title" className="sr-only">
            {t("palette.title")}
          </Heading>
          <PaletteContent onDone={() => onOpenChange(false)} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteContent({ onDone }: { onDone: () => void }) {
  const t = useTranslations("shell");
  const [text, setText] = useState("");
  const { results, isLoading, hasFailed } = useRemoteSearch(text);
  const wanted = text.trim().toLowerCase();
  const pages = places
    .map((place) => ({ ...place, title: t(`places.${place.label}`) }))
    .filter(({ title, href }) => `${title} ${href}`.toLowerCase().includes(wanted));
  const campaigns = results.filter(({ kind }) => kind === "campaign");
  const contacts = results.filter(({ kind }) => kind === "contact");

  return (
    // The lists are filtered above: what the server found need not contain the letters.
    <Autocomplete inputValue={text} onInputChange={setText}>
      {/* No SearchField: there the first Escape only empties it, here it closes the dialog. */}
      <TextField
        type="search"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to type in it
        autoFocus
        aria-label={t("palette.label")}
        className="flex items-center gap-3 border-b border-line px-4"
      >
        {isLoading ? <Spinner /> : <Search className="size-4 text-muted" aria-hidden />}
        <Input
          placeholder={t("palette.label")}
          className="h-12 grow bg-transparent text-lg outline-none [&::-webkit-search-cancel-button]:hidden"
        />
        <Kbd>Esc</Kbd>
      </TextField>
      <Menu
        aria-label={t("palette.results")}
        onAction={onDone}
        className="max-h-[52vh] overflow-y-auto p-1.5 outline-none"
        renderEmptyState={() => (
          <output className="block px-3 py-8 text-center text-muted">
            {isLoading ? t("palette.searching") : t(hasFailed ? "palette.failed" : "palette.empty")}
          </output>
        )}
      >
        {pages.length > 0 && (
          <Group title={t("palette.pages")}>
            {pages.map(({ href, title, icon: Icon, letter }) => (
              <Entry
                key={href}
                href={href}
                title={title}
                icon={<Icon aria-hidden />}
                end={
                  <span className="flex gap-1 max-sm:hidden" aria-hidden>
                    <Kbd>G</Kbd>
                    <Kbd>{letter.toUpperCase()}</Kbd>
                  </span>
                }
              />
            ))}
          </Group>
        )}
        {campaigns.length > 0 && (
          <Group title={t("palette.campaigns")}>
            {campaigns.map((found) => (
              <Entry key={found.id} {...found} icon={<Send aria-hidden />} />
            ))}
          </Group>
        )}
        {contacts.length > 0 && (
          <Group title={t("palette.contacts")}>
            {contacts.map((found) => (
              <Entry key={found.id} {...found} icon={<UserRound aria-hidden />} />
            ))}
          </Group>
        )}
      </Menu>
    </Autocomplete>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <MenuSection className="pb-1">
      <Header className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">{title}</Header>
      {children}
    </MenuSection>
  );
}

type EntryProps = {
  href: string;
  title: string;
  icon: ReactNode;
  detail?: string;
  end?: ReactNode;
};

function Entry({ href, title, icon, detail, end }: EntryProps) {
  return (
    <MenuItem
      id={href}
      href={href}
      textValue={title}
      className="flex min-h-9 cursor-default items-center gap-3 rounded-md px-2.5 py-1.5 outline-none data-focused:bg-hover [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted"
    >
      {icon}
      <span className="flex min-w-0 grow flex-col">
        <Text slot="label" className="truncate">
          {title}
        </Text>
        {detail !== undefined && (
          <Text slot="description" className="truncate text-sm text-muted">
            {detail}
          </Text>
        )}
      </span>
      {end}
    </MenuItem>
  );
}
