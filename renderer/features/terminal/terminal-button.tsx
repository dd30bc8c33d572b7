import { CodeOutlined } from '@ant-design/icons';
import { useWords } from '../../i18n/words.ts';

interface TerminalButtonProps {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

export function TerminalButton({ isOpen, onToggle }: TerminalButtonProps) {
  const { t } = useWords();
  const word = t(isOpen ? 'terminal.close' : 'terminal.open');
  return (
    <button
      type="button"
      className="icon-button terminal-button"
      aria-label={word}
      aria-expanded={isOpen}
      title={word}
      onClick={onToggle}
    >
      <CodeOutlined />
    </button>
  );
}
