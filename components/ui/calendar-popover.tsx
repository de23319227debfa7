"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Dialog,
  Heading,
  Popover,
} from "react-aria-components";
import { cx } from "./class-names";
import { popoverStyle } from "./list-box";

const step =
  "grid size-8 place-items-center rounded-md text-muted hover:bg-hover data-disabled:opacity-40";

/** The month that opens from a date field. */
export function CalendarPopover() {
  const t = useTranslations("ui");
  return (
    <Popover offset={4} className={popoverStyle}>
      <Dialog className="p-3 outline-none">
        <Calendar>
          <div className="mb-2 flex items-center justify-between">
            <Button slot="previous" aria-label={t("previousMonth")} className={step}>
              <ChevronLeft className="size-4" aria-hidden />
            </Button>
            <Heading className="font-semibold" />
            <Button slot="next" aria-label={t("nextMonth")} className={step}>
              <ChevronRight className="size-4" aria-hidden />
            </Button>
          </div>
          <CalendarGrid className="tabular-nums">
            <CalendarGridHeader>
              {(day) => (
                <CalendarHeaderCell className="size-9 text-xs font-medium text-muted">
                  {day}
                </CalendarHeaderCell>
              )}
            </CalendarGridHeader>
            <CalendarGridBody>
              {(date) => (
                <CalendarCell
                  date={date}
                  className={cx(
                    "grid size-9 cursor-default place-items-center rounded-md outline-none hover:bg-hover",
                    "data-focus-visible:outline-2 data-focus-visible:outline-accent-ink",
                    "data-disabled:text-faint/60 data-outside-month:invisible data-unavailable:line-through",
                    "data-selected:bg-accent data-selected:text-on-accent",
                  )}
                />
              )}
            </CalendarGridBody>
          </CalendarGrid>
        </Calendar>
      </Dialog>
    </Popover>
  );
}
