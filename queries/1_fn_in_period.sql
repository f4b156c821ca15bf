-- 所选期间：一个值是否属于页面所选的期间。
-- grain: 一个值
-- 口径: 可选某一期、年份未注明，或各项最新；各项最新由调用处说明这个值是不是最新。
-- parameters: wanted_period, period, is_newest
-- returns: boolean
case wanted_period
    when 'latest' then is_newest
    when 'undated' then period is null
    else period = wanted_period
end
