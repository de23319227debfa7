"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { removeMember } from "@/app/(dashboard)/audience/segments/actions";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

type RemoveMemberProps = { segmentId: number; contact: { id: number; name: string } };

/** Takes one person out; the contact itself stays, and can be put back in. */
export function RemoveMember({ segmentId, contact }: RemoveMemberProps) {
  const t = useTranslations("segments");
  const [isPending, startTransition] = useTransition();
  function remove() {
    startTransition(async () => {
      const form = new FormData();
      form.set("id", String(segmentId));
      form.set("contactId", String(contact.id));
      const answer = await removeMember(undefined, form);
      if (answer?.message) toast(answer.message, { tone: answer.ok ? "good" : "bad" });
    });
  }
  return (
    <Button
      variant="quiet"
      className="w-9 px-0"
      aria-label={t("removeMember", { name: contact.name })}
      isPending={isPending}
      onPress={remove}
    >
      <X aria-hidden />
    </Button>
  );
}
