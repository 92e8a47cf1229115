// Times, sizes and numbers as people read them.

/** 3725.4 → "1:02:05". */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

/** 3.245 → "0:03.24": a moment, cut to hundredths as frames are. */
export function moment(seconds) {
  const hundredths = Math.floor(Math.max(0, seconds) * 100 + 1e-6);
  return `${clock(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
}

/** 65 → "1 minute 5 seconds". */
export function spokenTime(seconds) {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const parts = [];
  if (minutes > 0) {
    parts.push(`${minutes} minute${minutes === 1 ? "" : "s"}`);
  }
  if (whole % 60 > 0 || minutes === 0) {
    parts.push(`${whole % 60} second${whole % 60 === 1 ? "" : "s"}`);
  }
  return parts.join(" ");
}

/** 1536000 → "1.5 MB". */
export function size(bytes) {
  const units = ["bytes", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** 0.273 → "27 %"; what is not nothing is never 0 %. */
export function percent(share) {
  if (share > 0 && share < 0.01) {
    return "<1 %";
  }
  return `${share < 1 && share > 0.99 ? 99 : Math.round(share * 100)} %`;
}
