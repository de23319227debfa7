"use client";

import { useRef, useState } from "react";

type TagPickerOptions = {
  value: string;
  onChange: (value: string) => void;
  /** There are fields to pick from. */
  canPick: boolean;
};

/**
 * How merge tags get into a plain field: the list writes at the cursor, and "{{" opens it. Nothing
 * else is ever written while somebody types, so that Korean composition stays whole.
 */
export function useTagPicker<Control extends HTMLInputElement>(options: TagPickerOptions) {
  const { value, onChange, canPick } = options;
  const control = useRef<Control>(null);
  const [isOpen, onOpenChange] = useState(false);

  function change(typed: string) {
    onChange(typed);
    const caret = control.current?.selectionStart ?? typed.length;
    const isBegun = typed.length === value.length + 1 && typed.slice(0, caret).endsWith("{{");
    if (isBegun && canPick) onOpenChange(true);
  }

  function onPick(tag: { text: string; caret: number }) {
    const caret = control.current?.selectionStart ?? value.length;
    const until = control.current?.selectionEnd ?? caret;
    // Braces that opened the list are part of the tag.
    const at = value.slice(0, caret).endsWith("{{") ? caret - 2 : caret;
    onChange(value.slice(0, at) + tag.text + value.slice(until));
    // After the menu gave the focus back to its button.
    setTimeout(() => {
      control.current?.focus();
      control.current?.setSelectionRange(at + tag.caret, at + tag.caret);
    }, 60);
  }

  return { control, change, menu: { isOpen, onOpenChange, onPick } };
}
