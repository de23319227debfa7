"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { RadioGroup } from "@/components/ui/radio-group";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { create, update } from "./actions";

export type EditableTopic = {
  id: number;
  name: string;
  description: string;
  isPublic: boolean;
  includesUnanswered: boolean;
};

type TopicDialogProps =
  | { kind: "create" }
  | { kind: "edit"; topic: EditableTopic; onOpenChange: (isOpen: boolean) => void };

/** The same form for a new topic, behind its button, and for one there is. */
export function TopicDialog(props: TopicDialogProps) {
  const t = useTranslations("topics");
  if (props.kind === "edit") {
    return (
      <Dialog isOpen onOpenChange={props.onOpenChange} title={t("editTitle")} size="small">
        {(close) => <TopicForm topic={props.topic} onDone={close} />}
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t("create")}
      size="small"
      trigger={
        <Button variant="primary">
          <Plus aria-hidden />
          {t("create")}
        </Button>
      }
    >
      {(close) => <TopicForm onDone={close} />}
    </Dialog>
  );
}

function TopicForm({ topic, onDone }: { topic?: EditableTopic; onDone: () => void }) {
  const t = useTranslations("topics");
  return (
    <Form
      action={topic === undefined ? create : update}
      onAnswer={(answer) => {
        if (!answer.ok) return;
        onDone();
        if (answer.message) toast(answer.message);
      }}
    >
      {topic !== undefined && <input type="hidden" name="id" value={topic.id} />}
      <TextField
        label={t("name")}
        name="name"
        description={t("nameHint")}
        defaultValue={topic?.name}
        maxLength={60}
        isRequired
      />
      <TextField
        label={t("descriptionLabel")}
        name="description"
        description={t("descriptionHint")}
        defaultValue={topic?.description}
        maxLength={200}
      />
      <RadioGroup
        label={t("visibility")}
        name="isPublic"
        defaultValue={topic?.isPublic === false ? "private" : "public"}
        items={[
          { id: "public", label: t("public"), description: t("publicHint") },
          { id: "private", label: t("private"), description: t("privateHint") },
        ]}
      />
      <RadioGroup
        label={t("unanswered")}
        name="includesUnanswered"
        description={t("unansweredHint")}
        defaultValue={topic?.includesUnanswered === true ? "in" : "out"}
        items={[
          { id: "out", label: t("out"), description: t("outHint") },
          { id: "in", label: t("in"), description: t("inHint") },
        ]}
      />
      <FormMessage />
      <SubmitButton className="self-end">
        {topic === undefined ? t("create") : t("save")}
      </SubmitButton>
    </Form>
  );
}
