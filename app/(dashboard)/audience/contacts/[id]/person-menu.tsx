"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { eraseContact, removeOne } from "@/app/(dashboard)/audience/contacts/person-actions";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Dialog } from "@/components/ui/dialog";
import { Menu } from "@/components/ui/menu";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";

type PersonMenuProps = { id: number; name: string; isAdmin: boolean };

/** What is done to a whole person, seldom and with care. */
export function PersonMenu({ id, name, isAdmin }: PersonMenuProps) {
  const t = useTranslations("person");
  const words = useTranslations("contacts.delete");
  const [asked, setAsked] = useState<"delete" | "erase" | "data">();
  const steering = {
    isOpen: asked !== undefined,
    onOpenChange: (isOpen: boolean) => !isOpen && setAsked(undefined),
  };
  return (
    <>
      <Menu
        label={t("more.button")}
        items={[
          { id: "merge", label: t("more.merge"), href: `/audience/contacts/${id}/merge` },
          ...(isAdmin
            ? [{ id: "data", label: t("more.data"), onAction: () => setAsked("data") }]
            : []),
          { id: "line", isSeparator: true as const },
          {
            id: "delete",
            label: words("one"),
            tone: "bad" as const,
            onAction: () => setAsked("delete"),
          },
          ...(isAdmin
            ? [
                {
                  id: "erase",
                  label: t("more.erase"),
                  tone: "bad" as const,
                  onAction: () => setAsked("erase"),
                },
              ]
            : []),
        ]}
      />
      {asked === "delete" && (
        <Confirm
          {...steering}
          title={words("oneTitle")}
          body={words("oneBody", { name })}
          confirmLabel={words("confirm")}
          action={removeOne}
          fields={{ id }}
          variant="danger"
        />
      )}
      {asked === "erase" && (
        <Confirm
          {...steering}
          title={t("erase.title")}
          body={
            <>
              <p>{t("erase.body", { name })}</p>
              <p>{t("erase.again")}</p>
            </>
          }
          confirmLabel={t("erase.confirm")}
          action={eraseContact}
          fields={{ id }}
          variant="danger"
        >
          <TextField
            label={t("erase.why")}
            name="why"
            description={t("erase.whyHint")}
            isRequired
            maxLength={200}
          />
        </Confirm>
      )}
      {asked === "data" && (
        <Dialog {...steering} title={t("data.title")} size="small">
          {(close) => <DataForm id={id} close={close} />}
        </Dialog>
      )}
    </>
  );
}

function DataForm({ id, close }: { id: number; close: () => void }) {
  const t = useTranslations("person.data");
  return (
    // The answer is a download: the page stays, so the dialog closes by itself.
    <form
      method="post"
      action={`/audience/contacts/${id}/data`}
      onSubmit={() => setTimeout(close, 0)}
      className="flex flex-col gap-4"
    >
      <p className="text-muted">{t("body")}</p>
      <TextField
        label={t("why")}
        name="why"
        description={t("whyHint")}
        isRequired
        maxLength={200}
      />
      <Select
        label={t("format")}
        name="format"
        defaultValue="html"
        items={[
          { id: "html", label: t("html") },
          { id: "json", label: t("json") },
        ]}
      />
      <div className="flex justify-end">
        <Button type="submit" variant="primary">
          {t("confirm")}
        </Button>
      </div>
    </form>
  );
}
