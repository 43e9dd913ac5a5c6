// What has the focus in a dialog may be a live line that goes the next moment. The browser then gives the focus to the
// document, outside of the dialog: the dialog itself takes it, so that the keyboard stays within.

/** As the `ref` of a dialog's popup; ends with the element. */
export function keepFocusWithin(popup: HTMLElement | null): void {
  if (popup === null) return;
  const observer = new MutationObserver(() => {
    if (popup.isConnected && document.activeElement === document.body) popup.focus();
  });
  observer.observe(popup, { childList: true, subtree: true });
}
