import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';

interface FileButtonProps {
  readonly accept: string;
  readonly isMany?: boolean;
  readonly isBusy: boolean;
  readonly icon: ReactNode;
  readonly children: string;
  readonly onFiles: (files: File[]) => void;
}

/** A button that asks for files; the same file may be chosen twice. */
export function FileButton({ accept, isMany = false, isBusy, icon, children, onFiles }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={isMany}
        aria-label={children}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <Button icon={icon} loading={isBusy} onClick={() => input.current?.click()}>
        {children}
      </Button>
    </>
  );
}
