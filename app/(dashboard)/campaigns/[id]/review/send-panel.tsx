"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Confirm } from "@/components/ui/confirm";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { formatInstant, zoneName } from "@/lib/domain/date-format";
import { sendLater, sendNow } from "./actions";
import type { SpreadChoice } from "./spread-words";
import { TimeFields } from "./time-fields";

type SendPanelProps = {
  id: number;
  revision: number;
  willGet: number;
  skipped: number;
  subject: string;
  sender: string;
  timeZone: string;
  isBlocked: boolean;
  /** Gmail hides its end: asked once, before it goes out. */
  isClipped: boolean;
  /** Asked when it does not fit into one day, if it starts now or another day. */
  spreadNow: SpreadChoice | undefined;
  spreadLater: SpreadChoice | undefined;
};

/** Now, or at a time in a named zone; the last question says the consequence in numbers. */
export function SendPanel(props: SendPanelProps) {
  const t = useTranslations("campaigns.send");
  const words = useTranslations("forecast.choice");
  const locale = useLocale();
  const [when, setWhen] = useState("now");
  const [time, setTime] = useState<{ at: string | undefined; timeZone: string }>({
    at: undefined,
    timeZone: props.timeZone,
  });
  const [error, setError] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const [isSpread, setSpread] = useState(false);
  const [acceptsClip, setAcceptsClip] = useState(false);
  const count = props.willGet;
  const isLater = when === "later";
  const choice = isLater ? props.spreadLater : props.spreadNow;
  const isUndecided = choice !== undefined && !isSpread;
  const reason = props.isBlocked
    ? t("blocked")
    : isUndecided
      ? words("required")
      : props.isClipped && !acceptsClip
        ? t("clipRequired")
        : undefined;

  /** Asks only what can come true; the server judges again. */
  function ask() {
    const problem = isLater ? problemOf(time.at) : undefined;
    setError(problem === undefined ? undefined : t(problem));
    if (problem === undefined) setOpen(true);
  }

  const fields = {
    id: props.id,
    revision: props.revision,
    expected: count,
    spread: isSpread ? "on" : "",
    clip: acceptsClip ? "on" : "",
  };
  const at = time.at === undefined ? new Date(0) : new Date(time.at);
  const zone = `${time.timeZone.replaceAll("_", " ")}, ${zoneName(at, time.timeZone)}`;
  return (
    <Card className="flex flex-col gap-5">
      <RadioGroup
        label={t("when")}
        value={when}
        onChange={setWhen}
        look="cards"
        items={[
          { id: "now", label: t("now"), description: t("nowHint") },
          { id: "later", label: t("later"), description: t("laterHint") },
        ]}
      />
      {isLater && (
        <TimeFields
          timeZone={props.timeZone}
          error={error}
          onChange={(next) => {
            setTime(next);
            setError(undefined);
          }}
        />
      )}
      {choice && <SpreadQuestion choice={choice} isSpread={isSpread} onChange={setSpread} />}
      {props.isClipped && <ClipQuestion isAccepted={acceptsClip} onChange={setAcceptsClip} />}
      <div>
        <Button variant="primary" onPress={ask} disabledReason={reason}>
          {t(isLater ? "scheduleFor" : "sendTo", { count })}
        </Button>
      </div>
      <Confirm
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={
          isLater
            ? t("scheduleTitle", {
                count,
                time: formatInstant(at, { timeZone: time.timeZone, locale, style: "long" }),
              })
            : t("confirmTitle", { count })
        }
        body={
          isLater
            ? t("scheduleBody", { subject: props.subject, zone })
            : t("confirmBody", {
                subject: props.subject,
                sender: props.sender,
                skipped: props.skipped,
              })
        }
        confirmLabel={isLater ? t("confirmSchedule") : t("confirmSend", { count })}
        action={isLater ? sendLater : sendNow}
        fields={isLater ? { ...fields, at: time.at ?? "", timeZone: time.timeZone } : fields}
      />
    </Card>
  );
}

/** Nobody finds out tomorrow that half of the audience has no mail yet. */
function SpreadQuestion({
  choice,
  isSpread,
  onChange,
}: {
  choice: SpreadChoice;
  isSpread: boolean;
  onChange: (isSpread: boolean) => void;
}) {
  const t = useTranslations("forecast.choice");
  return (
    <Notice tone="warn" title={choice.title}>
      <p>{choice.body}</p>
      <Checkbox className="pt-2" isSelected={isSpread} onChange={onChange} description={t("hint")}>
        {choice.label}
      </Checkbox>
    </Notice>
  );
}

/** Many promotions are this large: it is no error, but nobody should find out from a reader. */
function ClipQuestion({
  isAccepted,
  onChange,
}: {
  isAccepted: boolean;
  onChange: (isAccepted: boolean) => void;
}) {
  const t = useTranslations("campaigns.send");
  return (
    <Notice tone="warn" title={t("clipTitle")}>
      <p>{t("clipBody")}</p>
      <Checkbox className="pt-2" isSelected={isAccepted} onChange={onChange}>
        {t("clipAccept")}
      </Checkbox>
    </Notice>
  );
}

function problemOf(at: string | undefined): "noTime" | "past" | undefined {
  if (at === undefined) return "noTime";
  return new Date(at).getTime() <= Date.now() ? "past" : undefined;
}
