import './switch.css';

interface SwitchProps {
  isOn: boolean;
  label: string;
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
}

/** On or off, at once. */
export function Switch({ isOn, label, isDisabled = false, onChange }: SwitchProps) {
  return (
    <button type="button" role="switch" className="switch" aria-checked={isOn} aria-label={label} disabled={isDisabled}
      onClick={() => onChange(!isOn)}>
      <span className="switch-knob" aria-hidden="true" />
      <span aria-hidden="true">{isOn ? 'On' : 'Off'}</span>
    </button>
  );
}
