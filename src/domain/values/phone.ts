/** Phone numbers in E.164; one phone may belong to a whole family and is never a key. */
import { z } from 'zod'

export const Phone = z
  .string()
  .regex(/^\+\d{10,15}$/)
  .brand<'Phone'>()
export type Phone = z.infer<typeof Phone>

/** Reads what people type or paste: «8 921 555-12-34», «9215551234», «+7 (921) …»; null when it is no phone. */
export const parsePhone = (text: string): Phone | null => {
  const digits = text.replace(/\D/g, '')
  const e164 =
    digits.length === 10 && !text.trim().startsWith('+')
      ? `+7${digits}`
      : digits.length === 11 && (digits.startsWith('8') || digits.startsWith('7')) && !text.trim().startsWith('+8')
        ? `+7${digits.slice(1)}`
        : `+${digits}`
  const parsed = Phone.safeParse(e164)
  return parsed.success && digits.length >= 10 ? parsed.data : null
}

/** «+7 921 555-12-34»; foreign numbers as they are. */
export const formatPhone = (phone: Phone): string => {
  const match = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone)
  return match === null ? phone : `+7\u00a0${match[1]}\u00a0${match[2]}-${match[3]}-${match[4]}`
}
