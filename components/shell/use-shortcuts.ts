"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { readShortcut, type Shortcut } from "@/lib/domain/shortcut";

/** Where letters have a meaning of their own: fields, date segments, open lists and dialogs. */
const typingIn =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]), textarea, select, [contenteditable="true"], [role="textbox"], [role="spinbutton"], [role="combobox"], [role="searchbox"], [role="listbox"], [role="menu"], [role="grid"], [role="dialog"], [role="alertdialog"]';

const goTimeoutMs = 1500;

/** Listens to the whole page; `run` answers whether it took the key. */
export function useShortcuts(run: (shortcut: Shortcut) => boolean) {
  const goingUntil = useRef(0);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const { target } = event;
    const step = readShortcut(
      {
        key: event.key,
        code: event.code,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        altKey: event.altKey,
        shiftKey: event.shiftKey,
        isComposing: event.isComposing,
        repeat: event.repeat,
        isTyping: target instanceof Element && target.closest(typingIn) !== null,
      },
      Date.now() < goingUntil.current,
    );
    goingUntil.current = step.isGoing ? Date.now() + goTimeoutMs : 0;
    if (step.shortcut !== undefined && run(step.shortcut)) event.preventDefault();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
