import type { Noun, Terms } from "./terms.ts";

export const ar: Terms = {
  streams: {
    contacts: noun("جهات الاتصال", { one: "جهة اتصال", two: "جهتا اتصال", few: "جهات اتصال" }),
    companies: noun("الشركات", { one: "شركة", two: "شركتان", few: "شركات" }),
    deals: noun("الصفقات", { one: "صفقة", two: "صفقتان", few: "صفقات" }),
    activities: noun("الأنشطة", { one: "نشاط", two: "نشاطان", few: "أنشطة", many: "نشاطًا" }),
    customers: noun("العملاء", { one: "عميل", two: "عميلان", few: "عملاء", many: "عميلًا" }),
    subscriptions: noun("الاشتراكات", { one: "اشتراك", two: "اشتراكان", few: "اشتراكات", many: "اشتراكًا" }),
    invoices: noun("الفواتير", { one: "فاتورة", two: "فاتورتان", few: "فواتير" }),
    payments: noun("المدفوعات", { one: "دفعة", two: "دفعتان", few: "دفعات" }),
    tickets: noun("التذاكر", { one: "تذكرة", two: "تذكرتان", few: "تذاكر" }),
    comments: noun("التعليقات", { one: "تعليق", two: "تعليقان", few: "تعليقات", many: "تعليقًا" }),
    agents: noun("الموظفين", { one: "موظف", two: "موظفان", few: "موظفين", many: "موظفًا" }),
    tags: noun("الوسوم", { one: "وسم", two: "وسمان", few: "وسوم", many: "وسمًا" }),
  },
  fields: {
    full_name: "الاسم",
    name: "الاسم",
    subject: "الموضوع",
    description: "الوصف",
    job_title: "المسمى الوظيفي",
    lifecycle_stage: "مرحلة العميل",
    lead_score: "التقييم",
    industry: "القطاع",
    employee_count: "عدد الموظفين",
    account_tier: "فئة الحساب",
    stage: "المرحلة",
    type: "النوع",
    status: "الحالة",
    tax_status: "الوضع الضريبي",
    priority: "الأولوية",
    method: "طريقة الدفع",
    number: "الرقم",
    amount: "المبلغ",
    balance: "الرصيد",
    total: "الإجمالي",
    currency: "العملة",
    close_on: "تاريخ الإغلاق",
    due_on: "تاريخ الاستحقاق",
    created: "تاريخ الإنشاء",
    created_at: "تاريخ الإنشاء",
    updated_at: "آخر تحديث",
  },
};

interface Forms {
  readonly one: string;
  readonly two: string;
  /** Three to ten. */
  readonly few: string;
  /** Eleven to ninety-nine, in the accusative. Default: as `one`, whose ending is not written. */
  readonly many?: string;
}

function noun(heading: string, { one, two, few, many = one }: Forms): Noun {
  return { heading, zero: one, one, two, few, many, other: one };
}
