import { CloseOutlined } from '@ant-design/icons';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

interface DialogProps {
  readonly title: string;
  /** What the button that closes it is called. */
  readonly closeWord: string;
  /** At the side, over its whole height, in place of the middle. */
  readonly isAside?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The browser's own modal: it keeps the focus, gives it back, and needs no style the page's policy refuses. Open while it is there. */
export function Dialog({ title, closeWord, isAside = false, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way is Escape, which the browser tells as cancel
    <dialog
      ref={dialog}
      className={isAside ? 'dialog is-aside' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target, currentTarget }) => target === currentTarget && onClose()}
    >
      <div className="dialog-body">
        <div className="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" className="icon-button" aria-label={closeWord} onClick={onClose}>
            <CloseOutlined aria-hidden />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
